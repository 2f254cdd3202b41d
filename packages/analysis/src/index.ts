/**
 * Evaluates trigger rules and explains runs. Pure and isomorphic: plain data in, plain data out, no input or output.
 */
export { EFFECT, type EffectMask, RESULT, type ResultMask } from "./evaluate/decision.ts";
export { EDGE_CLASSES, type EdgeClass, type EdgeGroup, toEdgeGroup } from "./evaluate/edge-class.ts";
export { type Expectation, evaluate } from "./evaluate/evaluate.ts";
export {
  DEFAULT_PROFILE,
  findProfile,
  PROFILE_NAMES,
  PROFILES,
  type ProfileName,
  type SemanticsProfile,
} from "./evaluate/profile.ts";
export { type ExplainOptions, explain } from "./explain/explain.ts";
export type {
  Advisory,
  ConditionExplanation,
  EdgeExplanation,
  ErrorLocation,
  Explanation,
  RootCause,
  RunSummary,
  TaskExplanation,
} from "./explain/explanation-schema.ts";
export type { Reason } from "./explain/reason.ts";
export { buildTaskGraph, type GraphTask, NO_TASK, type TaskGraph } from "./graph/task-graph.ts";
export { type GraphlibEdge, type GraphlibNode, toGraphlib, toNodeId } from "./graph/to-graphlib.ts";
export type { Claim, Narration } from "./narrate/claim-schema.ts";
export { narrate } from "./narrate/narrate.ts";
