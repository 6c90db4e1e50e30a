export { type Rotation, rotateEncryptionKey } from "./block-documents/rotate-encryption-key.ts";
export { type Backup, backupDatabase } from "./db/upkeep/backup-database.ts";
export { resetDatabase } from "./db/upkeep/reset-database.ts";
export { upgradeDatabase } from "./db/upkeep/upgrade-database.ts";
export { type Vacuumed, vacuumDatabase } from "./db/upkeep/vacuum-database.ts";
export { type RunningServer, startServer } from "./server.ts";
