import { isUtf8 } from "node:buffer";
import { InputError } from "@runcause/core";
import { toErrorCode } from "../error-code.ts";

/** The longest text that Node holds in one string, in characters; a larger file has to be split. */
const MAX_CHARACTERS = 0x1fffffe8;

/**
 * The text of an input's bytes: UTF-8, UTF-16 where a byte order mark says so (some shells write that), or gzip of either.
 *
 * @throws InputError when the bytes are none of these, or more than fit into memory as one text
 */
export async function decode(bytes: Uint8Array, source: string): Promise<string> {
  const plain = isGzip(bytes) ? await decompress(bytes, source) : bytes;
  if (plain.length > MAX_CHARACTERS) throw toSizeError(source, `${Math.round(plain.length / 1e6)} MB`);
  const buffer = Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength);
  if (plain[0] === 0xff && plain[1] === 0xfe) return buffer.toString("utf16le", 2);
  if (isUtf8(plain)) return buffer.toString("utf8");
  throw new InputError({ source, path: "", expected: "UTF-8 text or gzip of it", found: "bytes that are neither" });
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function decompress(bytes: Uint8Array, source: string): Promise<Uint8Array> {
  const { gunzipSync } = await import("node:zlib");
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_CHARACTERS });
  } catch (error) {
    const code = toErrorCode(error);
    if (code === "ERR_BUFFER_TOO_LARGE") throw toSizeError(source, "more when unpacked");
    const isCut = code === "Z_BUF_ERROR";
    throw new InputError({
      source,
      path: "",
      expected: "a whole gzip file",
      found: isCut ? "one that is cut off" : "one that is damaged",
      hint: "Read it again once it is whole.",
    });
  }
}

function toSizeError(source: string, found: string): InputError {
  const expected = `at most ${Math.round(MAX_CHARACTERS / 1e6)} MB of text`;
  return new InputError({ source, path: "", expected, found, hint: "Split it: one file for each job run." });
}
