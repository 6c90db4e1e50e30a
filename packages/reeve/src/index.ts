export * from "@reeve/sdk";
