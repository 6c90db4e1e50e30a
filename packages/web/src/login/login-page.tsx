import { ReeveError } from "@reeve/protocol/errors";
import { useEffect, useState } from "react";
import { api } from "../api/client.ts";
import { Button } from "../components/button.tsx";
import { Field } from "../forms/field.tsx";
import { TextInput } from "../forms/inputs.tsx";
import { Wordmark } from "../shell/wordmark.tsx";
import { asksForSecret, leaveLogin } from "./session.ts";

const faultText = (cause: unknown): string => {
  if (cause instanceof ReeveError && cause.code === "unauthorized") return "That is not the secret.";
  return cause instanceof Error ? cause.message : String(cause);
};

/** Asks for the server's secret, once for each browser. */
export function LoginPage() {
  const [secret, setSecret] = useState("");
  const [error, setError] = useState<string>();
  const [isSending, setSending] = useState(false);
  useEffect(() => {
    if (!asksForSecret()) leaveLogin();
  }, []);
  const submit = async () => {
    setSending(true);
    setError(undefined);
    try {
      await api.logIn({ body: { secret } });
      leaveLogin();
    } catch (cause) {
      setError(faultText(cause));
      setSending(false);
    }
  };
  return (
    <main className="grid h-full place-items-center overflow-y-auto bg-canvas p-4">
      <form
        className="flex w-full max-w-88 flex-col gap-5 rounded-xl border border-line bg-surface p-6 shadow-low"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Wordmark />
        <h1 className="font-semibold text-lg tracking-tight">Log in</h1>
        <Field
          label="Secret"
          error={error}
          hint="The user and password of this server, with a colon between them. Whoever runs it knows them."
        >
          {(control) => (
            <TextInput
              {...control}
              type="password"
              autoComplete="current-password"
              autoFocus
              required
              value={secret}
              onChange={(event) => setSecret(event.target.value)}
            />
          )}
        </Field>
        <Button look="primary" type="submit" disabled={isSending} className="h-8">
          {isSending ? "Logging in …" : "Log in"}
        </Button>
      </form>
    </main>
  );
}
