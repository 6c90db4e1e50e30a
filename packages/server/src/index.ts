export { type Rotation, rotateEncryptionKey } from "./block-documents/rotate-encryption-key.ts";
export { type RunningServer, startServer } from "./server.ts";
