// Checks each package as its users will get it: packed, unpacked into an empty project, linted, and imported on the oldest
// Node that is supported. With --write it also rewrites the API reports that review sees.
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const WRITES = process.argv.includes("--write");
const PACKAGES = ["packages/core", "packages/analysis", "packages/report", "apps/cli"];

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly types?: string }>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const manifestOf = (folder: string) => JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8")) as Manifest;
const run = (command: string, args: readonly string[], cwd: string) =>
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

const failures: string[] = [];

function check(name: string, act: () => void): void {
  try {
    act();
    console.log(`ok    ${name}`);
  } catch (error) {
    const output = error as { stdout?: string; stderr?: string; message?: string };
    failures.push(name);
    console.error(
      `FAIL  ${name}\n${output.stdout ?? ""}${output.stderr ?? ""}${output.stdout === undefined ? output.message : ""}`,
    );
  }
}

/** The public surface of each typed entry as a committed report: a change of it is a difference in review. */
function checkApiReports(folder: string): void {
  for (const [subpath, target] of Object.entries(manifestOf(folder).exports)) {
    const types = typeof target === "object" ? target.types : undefined;
    if (types === undefined) continue;
    const name = subpath === "." ? "index" : subpath.slice(2);
    const reportFolder = join(ROOT, folder, "api");
    mkdirSync(reportFolder, { recursive: true });
    const config = ExtractorConfig.prepare({
      configObject: {
        projectFolder: join(ROOT, folder),
        newlineKind: "lf",
        mainEntryPointFilePath: join(ROOT, folder, types),
        compiler: { overrideTsconfig: { compilerOptions: { skipLibCheck: true, module: "nodenext", types: [] } } },
        apiReport: {
          enabled: true,
          reportFolder,
          reportTempFolder: join(ROOT, ".reports/api", folder),
          reportFileName: `${name}.api.md`,
          includeForgottenExports: false,
        },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        tsdocMetadata: { enabled: false },
        messages: {
          compilerMessageReporting: { default: { logLevel: "none" as never } },
          extractorMessageReporting: { default: { logLevel: "none" as never } },
          tsdocMessageReporting: { default: { logLevel: "none" as never } },
        },
      },
      configObjectFullPath: undefined,
      packageJsonFullPath: join(ROOT, folder, "package.json"),
    });
    mkdirSync(join(ROOT, ".reports/api", folder), { recursive: true });
    const result = Extractor.invoke(config, {
      localBuild: WRITES,
      showVerboseMessages: false,
      messageCallback: (message) => {
        message.handled = true;
      },
    });
    if (result.apiReportChanged && !WRITES) {
      throw new Error(
        `The public surface of ${folder} (${subpath}) is not what ${folder}/api/${name}.api.md says. If that is meant, run \`pnpm api\`.`,
      );
    }
  }
}

function pack(folder: string, into: string): string {
  const before = new Set(readdirSync(into));
  run("pnpm", ["pack", "--pack-destination", into], join(ROOT, folder));
  const tarball = readdirSync(into).find((file) => !before.has(file));
  if (!tarball) throw new Error(`pnpm pack made nothing for ${folder}`);
  return join(into, tarball);
}

const work = mkdtempSync(join(tmpdir(), "runcause-published-"));
try {
  const tarballs = new Map<string, string>();
  for (const folder of PACKAGES) {
    check(`${folder}: packs`, () => {
      tarballs.set(folder, pack(folder, work));
    });
    const tarball = tarballs.get(folder) ?? "";
    check(`${folder}: publint`, () => run("pnpm", ["exec", "publint", "run", tarball, "--strict"], ROOT));
    if (folder === "apps/cli") continue;
    check(`${folder}: types resolve for every kind of importer`, () =>
      run(
        "pnpm",
        ["exec", "attw", tarball, "--profile", "esm-only", "--exclude-entrypoints", ...jsonEntries(folder)],
        ROOT,
      ),
    );
    check(`${folder}: API reports`, () => checkApiReports(folder));
  }
  check("every package imports, and the command runs, from its tarball on the machine's own Node", () =>
    checkInstalled(tarballs),
  );
} finally {
  rmSync(work, { recursive: true });
}

function jsonEntries(folder: string): string[] {
  return Object.keys(manifestOf(folder).exports)
    .filter((subpath) => subpath.endsWith(".json"))
    .map((subpath) => subpath.slice(2));
}

/** Unpacks the tarballs as an installer would, beside nothing but what their manifests list, and uses each. */
function checkInstalled(tarballs: ReadonlyMap<string, string>): void {
  const project = join(work, "project");
  for (const [folder, tarball] of tarballs) {
    const target = join(project, "node_modules", manifestOf(folder).name);
    mkdirSync(target, { recursive: true });
    run("tar", ["-xzf", tarball, "-C", target, "--strip-components=1"], project);
    const { dependencies = {} } = JSON.parse(readFileSync(join(target, "package.json"), "utf8")) as Manifest;
    for (const name of Object.keys(dependencies)) linkDependency(project, folder, name);
  }
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
  const entries = PACKAGES.filter((folder) => folder !== "apps/cli").flatMap((folder) =>
    Object.keys(manifestOf(folder).exports).map((subpath) => join(manifestOf(folder).name, subpath)),
  );
  const imports = entries.map(
    (entry) =>
      `await import(${JSON.stringify(entry)}${entry.endsWith(".json") ? ', { with: { type: "json" } }' : ""});`,
  );
  writeFileSync(join(project, "use.js"), imports.join("\n"));
  const example = join(project, "example");
  cpSync(join(ROOT, "examples/certify-false"), example, { recursive: true });
  for (const node of findNodes()) {
    run(node, ["use.js"], project);
    const page = run(node, ["node_modules/runcause/bin/runcause.js", "explain", "example"], project);
    if (!page.includes("certify_prod_assets")) throw new Error(`the installed command printed\n${page}`);
    console.log(`      ${run(node, ["--version"], project).trim()}: ${entries.length} entries imported, command ran`);
  }
}

/** Third-party packages as they are installed here; our own come from their tarballs. */
function linkDependency(project: string, folder: string, name: string): void {
  const target = join(project, "node_modules", name);
  if (name.startsWith("@runcause/") || existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(realpathSync(join(ROOT, folder, "node_modules", name)), target, "junction");
}

/** The Node that runs this, and the one of the machine, which may be older. */
function findNodes(): string[] {
  const found = (process.env["PATH"] ?? "")
    .split(process.platform === "win32" ? ";" : ":")
    .map((folder) => join(folder, "node"));
  const outside = found.filter((file) => existsSync(file) && !file.includes("node_modules") && !file.includes("_npx"));
  return [...new Set([process.execPath, ...outside.slice(0, 1)])];
}

if (failures.length > 0) {
  console.error(`\n${failures.length} of the checks on published packages failed.`);
  process.exitCode = 1;
}
