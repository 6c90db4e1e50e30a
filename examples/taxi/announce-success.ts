import { createAutomation, defineBlock } from "reeve";
import { z } from "zod";

/** Mail through a mail server, as Reeve's own block type has it. */
class SmtpEmail extends defineBlock({
  name: "SMTP Email",
  slug: "smtp-email",
  fields: z.object({
    smtp_server: z.string(),
    smtp_port: z.number().int(),
    smtp_type: z.enum(["SSL", "STARTTLS", "INSECURE"]),
    sender_email: z.string(),
    to_emails: z.array(z.string()),
  }),
}) {}

/** Has the server send a mail each time the pipeline completes, through the mail server at this port of the machine. */
export async function announceSuccess(smtpPort: number, to: string): Promise<void> {
  const block = new SmtpEmail({
    smtp_server: "127.0.0.1",
    smtp_port: smtpPort,
    smtp_type: "INSECURE",
    sender_email: "reeve@example.org",
    to_emails: [to],
  });
  await block.save("taxi-mail", { overwrite: true });
  await createAutomation(
    {
      name: "Tell when the taxi model is trained",
      description: "A mail for each run of the pipeline that completed.",
      trigger: { type: "flow-run", flow: "taxi-pipeline", states: "Completed" },
      actions: [
        {
          type: "send-notification",
          block,
          subject: "The taxi model is trained",
          body: "{{ flow.name }}/{{ flow_run.name }} is {{ flow_run.state.name }}: {{ flow_run|ui_url }}",
        },
      ],
    },
    { overwrite: true },
  );
}
