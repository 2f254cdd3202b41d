import type * as z from "zod";
import { count, list, named, optional, text } from "./scalars.ts";

/** `AutoScale` (API facts b.4). */
export const AutoScale = named("AutoScale", { minWorkers: count(), maxWorkers: count() });
export type AutoScale = z.infer<typeof AutoScale>;

/** `NewClusterConfiguration`; `sparkConf` is one string of key-value pairs (API facts b.4). */
export const NewClusterConfiguration = named("NewClusterConfiguration", {
  clusterName: text(),
  numWorkers: count(),
  autoScale: optional(AutoScale),
  sparkConf: text(),
  sparkVersion: text(),
});
export type NewClusterConfiguration = z.infer<typeof NewClusterConfiguration>;

/** `Libraries`: one jar's URI (API facts b.4). */
export const Libraries = named("Libraries", { jar: text() });
export type Libraries = z.infer<typeof Libraries>;

/** `ClusterSpec`: what a run was given (API facts b.4). */
export const ClusterSpec = named("ClusterSpec", {
  existingClusterKey: text(),
  newCluster: optional(NewClusterConfiguration),
  libraries: optional(Libraries),
});
export type ClusterSpec = z.infer<typeof ClusterSpec>;

/** `ClusterInstance` (API facts b.4). */
export const ClusterInstance = named("ClusterInstance", { clusterKey: text(), sparkContextKey: text() });
export type ClusterInstance = z.infer<typeof ClusterInstance>;

/** `JobCluster`: a cluster that tasks share (API facts b.4). */
export const JobCluster = named("JobCluster", {
  clusterKey: text(),
  clusterName: text(),
  newCluster: optional(NewClusterConfiguration),
});
export type JobCluster = z.infer<typeof JobCluster>;

/** `JobCluster[]`. */
export const JobClusters = list(JobCluster);
