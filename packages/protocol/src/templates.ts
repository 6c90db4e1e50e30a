import { endpoint, model } from "./endpoint.ts";
import { open, Type } from "./schema.ts";

const TemplateFault = open("TemplateFault", {
  error: open("TemplateFaultDetails", {
    line: Type.Integer(),
    message: Type.String(),
    source: Type.String(),
  }),
});

const validation = {
  group: "Automations",
  method: "POST",
  body: model(Type.String()),
  answers: { 204: null, 422: TemplateFault },
} as const;

export const validateTemplate = endpoint({
  ...validation,
  name: "validateTemplate",
  summary: "Check that a template is well formed",
  path: "/templates/validate",
});
export const validateAutomationTemplate = endpoint({
  ...validation,
  name: "validateAutomationTemplate",
  summary: "Check that a template is well formed, at its older address",
  path: "/automations/templates/validate",
});
