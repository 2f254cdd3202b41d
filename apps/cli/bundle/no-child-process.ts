/** Stands in for `node:child_process` in the bundle: this command starts no other. */
export const spawn = undefined;
