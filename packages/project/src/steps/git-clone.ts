import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { ReeveError } from "@reeve/protocol/errors";
import type { Step } from "@reeve/protocol/project-step";
import { type CommandOptions, runCommand } from "./run-command.ts";
import { flagInput, optionalTextInput, refuseUnknown, textInput } from "./step-inputs.ts";

const NAME = "git_clone";
const INPUTS = [
  ...["repository", "branch", "commit_sha", "directories", "include_submodules", "clone_directory_name"],
  ...["access_token", "credentials"],
];

/**
 * Fetches a Git repository into a folder of its name, or of `clone_directory_name`, and moves the steps after it there.
 * Inputs: `repository`; `branch` or `commit_sha`; `directories` (only those of it); `include_submodules`;
 * `access_token`, or `credentials` with a token or a user name and password. The folder is made anew, so that nothing of an earlier fetch remains.
 */
export const gitClone: Step = async (inputs, { directory, print }) => {
  refuseUnknown(NAME, inputs, INPUTS);
  const repository = textInput(NAME, inputs, "repository");
  const branch = optionalTextInput(NAME, inputs, "branch");
  const commit = optionalTextInput(NAME, inputs, "commit_sha");
  const name = folderName(repository, branch, optionalTextInput(NAME, inputs, "clone_directory_name"));
  const target = join(directory, name);
  const url = withCredentials(repository, inputs);
  const directories = directoriesOf(inputs);
  await rm(target, { recursive: true, force: true });
  print(`Cloning ${repository}${branch ? ` at ${branch}` : ""} into ${target}.`);
  const git = (args: readonly string[], within = target) => {
    const shownAs = `git ${args.join(" ").replaceAll(url, repository)}`;
    const options: CommandOptions = { directory: within, environment: { GIT_TERMINAL_PROMPT: "0" }, shownAs };
    return runCommand("git", args, options).catch((error: unknown) => {
      throw withoutSecret(error, url, repository);
    });
  };
  await git(
    [
      "clone",
      ...(commit ? ["--no-checkout"] : ["--depth", "1"]),
      ...(branch ? ["--branch", branch] : []),
      ...(directories.length > 0 ? ["--sparse", "--filter=blob:none"] : []),
      ...(flagInput(inputs, "include_submodules") ? ["--recurse-submodules"] : []),
      "--",
      url,
      name,
    ],
    directory,
  );
  if (directories.length > 0) await git(["sparse-checkout", "set", ...directories]);
  if (commit) await git(["checkout", "--detach", commit]);
  // The token is not to lie in the folder that flows run in.
  if (url !== repository) await git(["remote", "set-url", "origin", repository]);
  return { directory: target };
};

function folderName(repository: string, branch: string | undefined, wanted: string | undefined): string {
  if (wanted !== undefined) {
    // Whatever is there is removed first, so it is to be a folder of the steps' own.
    if (/^(?!\.+$)[^/]+$/.test(wanted)) return wanted;
    throw new ReeveError(
      "invalid_request",
      `"clone_directory_name" of the step ${NAME} is "${wanted}"; it has to be the name of a folder, without a path.`,
    );
  }
  const name = basename(repository.replace(/\/+$/, "")).replace(/\.git$/, "");
  return branch ? `${name}-${branch.replace(/[^\w.-]+/g, "-")}` : name;
}

function directoriesOf({ directories }: Readonly<Record<string, unknown>>): string[] {
  if (directories === undefined || directories === null) return [];
  if (Array.isArray(directories)) return directories.map(String);
  throw new ReeveError("invalid_request", `"directories" of the step ${NAME} has to be a list of folders.`);
}

function withCredentials(repository: string, inputs: Readonly<Record<string, unknown>>): string {
  const { username, password, token } = (inputs.credentials ?? {}) as Record<string, string | undefined>;
  const secret = optionalTextInput(NAME, inputs, "access_token") ?? token ?? password;
  if (!secret || !URL.canParse(repository)) return repository;
  const url = new URL(repository);
  if (!/^https?:$/.test(url.protocol)) return repository;
  // GitLab wants a user before a token; GitHub takes any.
  url.username = username ?? (url.hostname.includes("gitlab") ? "oauth2" : "x-access-token");
  url.password = secret;
  return url.href;
}

function withoutSecret(error: unknown, url: string, repository: string): unknown {
  if (!(error instanceof ReeveError)) return error;
  const secret = URL.canParse(url) ? new URL(url).password : "";
  const message = error.message.replaceAll(url, repository);
  return new ReeveError(error.code, secret ? message.replaceAll(secret, "***") : message);
}
