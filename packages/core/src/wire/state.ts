import type * as z from "zod";
import { STATUSES } from "../model/status.ts";
import { flag, millis, named, openEnum, optional, text } from "./scalars.ts";

/** `State`: where a run stands (API facts b.4). */
export const State = named("State", {
  status: optional(openEnum(STATUSES)),
  stateMessage: text(),
  errorTrace: text(),
  isUserCanceledOrTimedOut: flag(),
});
export type State = z.infer<typeof State>;

/** `LifecycleState`: one past or present state with its times (API facts b.4). */
export const LifecycleState = State.extend({ startTime: millis(), endTime: millis() }).meta({ id: "LifecycleState" });
export type LifecycleState = z.infer<typeof LifecycleState>;
