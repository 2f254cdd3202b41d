// The laws of who may import whom (ARCHITECTURE.md). Each rule says what it means to break it and what to do instead.
const TESTS = "\\.test\\.ts$|/testing/";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "core-and-analysis-are-pure",
      comment:
        "core and analysis run anywhere: no node:* module. Take data in and give data out; do the input and output in an app.",
      severity: "error",
      from: { path: "^packages/(core|analysis|report)/src", pathNot: TESTS },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "analysis-knows-no-client",
      comment: "analysis explains data, wherever it came from; fetching is for the apps.",
      severity: "error",
      from: { path: "^packages/analysis" },
      to: { path: "^packages/core/(src|dist)/client" },
    },
    {
      name: "emulator-knows-no-analysis",
      comment: "The emulator has its own scheduler, so that it and analysis can check each other.",
      severity: "error",
      from: { path: "^packages/emulator" },
      to: { path: "^packages/(analysis|report)" },
    },
    {
      name: "core-knows-nobody",
      comment: "core is the lowest package; what it needs from above belongs into it or does not.",
      severity: "error",
      from: { path: "^packages/core" },
      to: { path: "^packages/(?!core/)|^apps/" },
    },
    {
      name: "analysis-knows-only-core",
      comment: "analysis works on the model; words and layout are for report.",
      severity: "error",
      from: { path: "^packages/analysis", pathNot: TESTS },
      to: { path: "^packages/(?!core/|analysis/)|^apps/" },
    },
    {
      name: "report-takes-types-of-analysis-only",
      comment: "A renderer gets result data. If it has to compute something, the result lacks a member.",
      severity: "error",
      from: { path: "^packages/report/src", pathNot: TESTS },
      to: { path: "^packages/analysis", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "apps-know-no-apps",
      comment: "What two apps share belongs into a package.",
      severity: "error",
      from: { path: "^apps/([^/]+)/" },
      to: { path: "^apps/", pathNot: "^apps/$1/" },
    },
    {
      name: "one-file-imports-graphlib",
      comment:
        "graphlib recurses and keeps ids in plain objects; graph/to-graphlib.ts is the one place that knows how to live with that.",
      severity: "error",
      from: { path: "^packages", pathNot: `^packages/analysis/src/graph/to-graphlib\\.ts$|${TESTS}` },
      to: { path: "@dagrejs/graphlib" },
    },
    {
      name: "one-file-imports-oci-common",
      comment: "oci-common is slow to load and prints to the console; core/client/oci.ts is its one importer.",
      severity: "error",
      from: { path: "^(packages|apps)", pathNot: "^packages/core/src/client/oci\\.ts$" },
      to: { path: "node_modules/oci-common" },
    },
    {
      name: "wire-schemas-stay-out-of-the-root-entry",
      comment:
        "Importing zod costs more than explaining a run. Import types from wire/, and check with generated/validators.js.",
      severity: "error",
      from: {
        path: "^packages/(core|analysis)/src",
        pathNot: `^packages/core/src/wire/|-schema\\.ts$|^packages/analysis/src/schema\\.ts$|${TESTS}`,
      },
      to: {
        path: "^packages/core/src/wire/|-schema\\.ts$|node_modules/zod/",
        dependencyTypesNot: ["type-only"],
        pathNot: "^packages/core/src/generated",
      },
    },
    {
      name: "no-cycles",
      comment: "Two modules that need each other are one module, or lack a third.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-orphans",
      comment: "A module that nobody imports and that imports nobody is dead: delete it.",
      severity: "error",
      from: { orphan: true, path: "^(packages|apps)/[^/]+/src", pathNot: "\\.d\\.ts$" },
      to: {},
    },
    {
      name: "production-code-imports-no-tests",
      comment: "Code that ships must not depend on code that does not.",
      severity: "error",
      from: { pathNot: `${TESTS}|^tooling/|\\.config\\.ts$` },
      to: { path: TESTS },
    },
    {
      name: "no-deep-imports",
      comment:
        "Past a package's exports nothing is promised. Import the package by its name, or export what is needed.",
      severity: "error",
      from: { path: "^(packages|apps)/([^/]+)/" },
      to: { path: "^packages/([^/]+)/src/(?!index\\.ts|wire/index\\.ts|schema\\.ts)", pathNot: "^packages/$2/" },
    },
    {
      name: "only-what-is-listed",
      comment:
        "An import that does not resolve is a dependency that the package does not list, or one against the direction.",
      severity: "error",
      from: { path: "^(packages|apps)/[^/]+/src" },
      to: { couldNotResolve: true },
    },
    {
      name: "not-to-dev-dependencies",
      comment:
        "A package may use at run time only what it lists in dependencies. The command is bundled, so it is exempt.",
      severity: "error",
      from: { path: "^packages/[^/]+/src", pathNot: TESTS },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules|/dist/" },
    exclude: { path: "^(packages|apps)/[^/]+/dist/|/generated/validators\\.js$" },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: { conditionNames: ["@runcause/source", "import", "default"], exportsFields: ["exports"] },
    tsConfig: { fileName: "tsconfig.json" },
  },
};
