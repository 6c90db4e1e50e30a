/** A JSON Schema as OpenAPI documents hold it. */
export type Schema = { readonly [keyword: string]: unknown };

type Content = { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };

export type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
};

export type Operation = {
  readonly operationId?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content & { readonly required?: boolean };
  readonly responses: Readonly<Record<string, Content>>;
};

/** As much of an OpenAPI document as is compared. */
export type OpenApiDocument = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** The operations of a document by method and path. */
export function operationsOf(document: OpenApiDocument): Map<string, Operation> {
  return new Map(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation]),
    ),
  );
}

/** The schema of a JSON body, if there is one. */
export const jsonSchemaOf = (part: Content | undefined): Schema | undefined =>
  part?.content?.["application/json"]?.schema;
