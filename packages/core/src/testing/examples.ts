import { readdirSync, readFileSync } from "node:fs";

const FOLDER = new URL("../../../../examples/", import.meta.url);

/** Every example file of the repository, as text. */
export const EXAMPLE_FILES: readonly { readonly name: string; readonly text: string }[] = readdirSync(FOLDER, {
  withFileTypes: true,
})
  .filter((entry) => entry.isDirectory())
  .flatMap((folder) => readdirSync(new URL(`${folder.name}/`, FOLDER)).map((file) => `${folder.name}/${file}`))
  .sort()
  .map((name) => ({ name, text: readFileSync(new URL(name, FOLDER), "utf8") }));
