import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { ReeveError } from "@reeve/protocol/errors";
import { defineBlock } from "@reeve/sdk";
import { z } from "zod";
import { AwsCredentials } from "./aws-credentials.ts";
import { withNestedSchemas } from "./nested-schemas.ts";
import awsCredentials from "./schemas/aws-credentials.json" with { type: "json" };
import schema from "./schemas/aws-secret.json" with { type: "json" };

/** Which version of a secret to read; the current one when both are left out. */
export type SecretVersion = { versionId?: string; versionStage?: string };

/** How a secret is deleted: for good at once, or so that it can be brought back for as many days. */
export type SecretDeletion = { recoveryDays?: number; forGood?: boolean };

/** A secret in AWS's Secrets Manager. */
export class AwsSecret extends defineBlock({
  name: "AWS Secret",
  description: "A secret in AWS's Secrets Manager, with the credentials to read and write it.",
  documentationUrl: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html",
  schema: withNestedSchemas(schema, awsCredentials),
  fields: z.object({ aws_credentials: z.instanceof(AwsCredentials), secret_name: z.string() }),
}) {
  #openClient: SecretsManagerClient | undefined;

  /** The secret's bytes; those of a text are its UTF-8. Throws a ReeveError with `not_found` when there is none. */
  async readSecret({ versionId, versionStage }: SecretVersion = {}): Promise<Uint8Array> {
    const command = new GetSecretValueCommand({
      SecretId: this.secret_name,
      VersionId: versionId,
      VersionStage: versionStage,
    });
    const { SecretBinary, SecretString } = await this.#client.send(command).catch((cause: unknown) => {
      if (!(cause instanceof ResourceNotFoundException)) throw cause;
      const message = `Secrets Manager has no secret "${this.secret_name}" of that version; write it first.`;
      throw new ReeveError("not_found", message, { cause });
    });
    return SecretBinary ?? new TextEncoder().encode(SecretString ?? "");
  }

  /** The secret as text. */
  async readText(version: SecretVersion = {}): Promise<string> {
    return new TextDecoder().decode(await this.readSecret(version));
  }

  /** Writes a new version of the secret, which is made when there is none; answers its ARN. */
  async writeSecret(value: string | Uint8Array): Promise<string> {
    const content = typeof value === "string" ? { SecretString: value } : { SecretBinary: value };
    const client = this.#client;
    try {
      const { ARN } = await client.send(
        new PutSecretValueCommand({ SecretId: this.secret_name, ...content }),
      );
      return ARN!;
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
    const { ARN } = await client.send(new CreateSecretCommand({ Name: this.secret_name, ...content }));
    return ARN!;
  }

  /** Deletes the secret, by default so that it can be brought back for 30 days; answers its ARN. */
  async deleteSecret({ recoveryDays, forGood }: SecretDeletion = {}): Promise<string> {
    const { ARN } = await this.#client.send(
      new DeleteSecretCommand({
        SecretId: this.secret_name,
        ...(forGood ? { ForceDeleteWithoutRecovery: true } : { RecoveryWindowInDays: recoveryDays ?? 30 }),
      }),
    );
    return ARN!;
  }

  get #client(): SecretsManagerClient {
    this.#openClient ??= new SecretsManagerClient(this.aws_credentials.clientOptions());
    return this.#openClient;
  }
}
