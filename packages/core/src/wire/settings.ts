import * as z from "zod";
import { named, openEnum, optional, text } from "./scalars.ts";

const PAUSE_STATUSES = ["PAUSED", "UNPAUSED"];
const GIT_PROVIDERS = ["GITHUB", "BITBUCKET", "GITLAB", "OCI_DEVOPS"];

/** `Schedule`: a Quartz expression and a Java time zone (API facts b.4). */
export const Schedule = named("Schedule", {
  quartzCronExpression: text(),
  timezoneId: text(),
  pauseStatus: optional(openEnum(PAUSE_STATUSES)),
});
export type Schedule = z.infer<typeof Schedule>;

/** `Continuous`: keep one run always active (API facts b.4). */
export const Continuous = named("Continuous", { pauseStatus: optional(openEnum(PAUSE_STATUSES)) });
export type Continuous = z.infer<typeof Continuous>;

/** `Queue`: wait for a slot instead of being skipped (API facts b.4). */
export const Queue = named("Queue", { isEnabled: optional(z.boolean()) });
export type Queue = z.infer<typeof Queue>;

/** `GitConfig` (API facts b.4). */
export const GitConfig = named("GitConfig", {
  provider: optional(openEnum(GIT_PROVIDERS)),
  credential: text(),
  repositoryUrl: text(),
  branch: text(),
});
export type GitConfig = z.infer<typeof GitConfig>;

/** `Parameter` (API facts b.4). */
export const Parameter = named("Parameter", { name: z.string(), value: text() });
export type Parameter = z.infer<typeof Parameter>;
