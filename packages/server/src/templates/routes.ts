import {
  validateAutomationTemplate,
  validateTemplate as validateTemplateCall,
} from "@reeve/protocol/templates";
import type { FastifyInstance } from "fastify";
import { Answer, mount } from "../http/mount.ts";
import { validateTemplate } from "./validate-template.ts";

/** Serves the check of templates, at both of its addresses. */
export function mountTemplates(api: FastifyInstance): void {
  for (const call of [validateTemplateCall, validateAutomationTemplate]) {
    mount(api, call, ({ body }) => {
      const fault = validateTemplate(body);
      if (!fault) return null;
      const { line, message } = fault;
      return new Answer(422, { error: { line, message, source: body } });
    });
  }
}
