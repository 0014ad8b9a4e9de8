import { defineConfig } from "prisma/config";

// `prisma generate` needs no native engine, but the command line tries to download one unless
// it is told where one is. Any executable will do.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: "prisma" });
