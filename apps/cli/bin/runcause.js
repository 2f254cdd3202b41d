#!/usr/bin/env node
import module from "node:module";

// Newer Node keeps compiled code between runs, which halves the time to start.
module.enableCompileCache?.();

const program = new URL("../dist/main.js", import.meta.url);
const { main } = await import(program.href).catch((error) => {
  if (error?.code !== "ERR_MODULE_NOT_FOUND" || !error.message.includes(program.pathname)) throw error;
  console.error(
    "runcause is not built yet. In its repository, run `npm start` once; it installs and builds everything.",
  );
  process.exit(3);
});
await main();
