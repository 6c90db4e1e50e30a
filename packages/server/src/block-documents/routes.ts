import {
  clearResultStorage as clearEndpoint,
  getResultStorage as getEndpoint,
  setResultStorage as setEndpoint,
} from "@reeve/protocol/admin";
import * as endpoints from "@reeve/protocol/block-documents";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { pageOf } from "../pagination.ts";
import { createBlockDocument } from "./create-block-document.ts";
import { deleteBlockDocument } from "./delete-block-document.ts";
import {
  countBlockDocuments,
  getBlockDocument,
  getBlockDocumentByName,
  listBlockDocuments,
  listBlockDocumentsOfType,
} from "./read-block-documents.ts";
import { clearResultStorage, getResultStorage, setResultStorage } from "./result-storage.ts";
import { updateBlockDocument } from "./update-block-document.ts";

const secretsOf = ({ include_secrets }: { include_secrets?: boolean }) => ({
  includeSecrets: include_secrets,
});

/** Serves the block documents, and which of them stores the results of flows that name none. */
export function mountBlockDocuments(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.createBlockDocument, ({ body }) => createBlockDocument(context, body));
  mount(api, endpoints.getBlockDocument, ({ params, query }) =>
    getBlockDocument(context, params.id, secretsOf(query)),
  );
  mount(api, endpoints.getBlockDocumentByName, ({ params, query }) =>
    getBlockDocumentByName(context, params.slug, params.block_document_name, secretsOf(query)),
  );
  mount(api, endpoints.listBlockDocumentsOfType, ({ params, query }) =>
    listBlockDocumentsOfType(context, params.slug, secretsOf(query)),
  );
  mount(api, endpoints.listBlockDocuments, ({ body }) =>
    listBlockDocuments(context, body, { sort: body.sort, ...pageOf(context, body) }, secretsOf(body)),
  );
  mount(api, endpoints.countBlockDocuments, ({ body }) => countBlockDocuments(context, body));
  mount(api, endpoints.updateBlockDocument, async ({ params, body }) => {
    await updateBlockDocument(context, params.id, body);
    return null;
  });
  mount(api, endpoints.deleteBlockDocument, async ({ params }) => {
    await deleteBlockDocument(context, params.id);
    return null;
  });
  mount(api, getEndpoint, () => getResultStorage(context));
  mount(api, setEndpoint, ({ body }) => setResultStorage(context, body.default_result_storage_block_id));
  mount(api, clearEndpoint, async () => {
    await clearResultStorage(context);
    return null;
  });
}
