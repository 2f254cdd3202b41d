import type { Explanation, TaskExplanation } from "@runcause/analysis";
import { findDisagreementWords, toAdvisoryWords, toDefectWords } from "./sentences.ts";

/** The tasks of a run as every page shows them besides the causes and their victims. */
export interface TaskGroups {
  /** Ran in spite, or because, of a failure above. */
  readonly survivors: readonly TaskExplanation[];
  /** Joins that wait for something nobody needed, such as both branches of a condition, and what is below: hardly meant. */
  readonly cutOff: readonly TaskExplanation[];
  /** Did not run, and nobody misses them. */
  readonly notNeeded: readonly TaskExplanation[];
  /** Their end is not in sight, or does not count. */
  readonly open: readonly TaskExplanation[];
}

const SURVIVED = ["ran-despite-failure", "handled-failure"];
const NOT_NEEDED = ["branch-not-taken", "dependency-not-run", "no-failure-to-handle", "not-all-failed"];
const OPEN = ["waiting", "running", "retrying", "not-repaired", "not-recorded"];

/** Sorts the tasks of a run into the groups in which they are shown. */
export function groupTasks({ tasks, rootCauses }: Explanation): TaskGroups {
  const harmless = new Set(rootCauses.filter((cause) => cause.kind === "condition").map((cause) => cause.id));
  const isHarmless = (task: TaskExplanation) => task.rootCauses.every((id) => harmless.has(id));
  return {
    survivors: tasks.filter((task) => SURVIVED.includes(task.reason)),
    cutOff: tasks.filter((task) => task.cutOff),
    notNeeded: tasks.filter((task) => NOT_NEEDED.includes(task.reason) && !task.cutOff && isHarmless(task)),
    open: tasks.filter((task) => OPEN.includes(task.reason)),
  };
}

/** Something the reader should know and would not look for, about one task. */
export interface Notice {
  readonly taskKey: string;
  readonly words: string;
}

/** Silent mistakes, disagreements with the record, defects of the definition. */
export function toNotices({ advisories, tasks, defects, profile }: Explanation): Notice[] {
  return [
    ...advisories.map((advisory) => ({ taskKey: advisory.taskKey ?? "", words: toAdvisoryWords(advisory) })),
    ...tasks.flatMap((task) => {
      const words = findDisagreementWords(task, profile);
      return words === undefined ? [] : [{ taskKey: task.taskKey, words }];
    }),
    ...defects.map((defect) => ({ taskKey: defect.taskKey, words: toDefectWords(defect) })),
  ];
}
