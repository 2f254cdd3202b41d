import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redactSecrets } from "./redact.ts";

describe("secrets are removed, the rest stays", () => {
  test.each([
    [
      "key material",
      "key:\n-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nabc\n-----END RSA PRIVATE KEY-----\nend",
      ["MIIEow"],
      ["key:", "end"],
    ],
    ["cut-off key material", "-----BEGIN PRIVATE KEY-----\nMIIEow", ["MIIEow"], []],
    [
      "a signature header",
      'authorization: Signature keyId="ocid1/ab:cd",signature="QUJD"\nnext',
      ["QUJD", "ocid1"],
      ["next"],
    ],
    ["a bearer token", "sent Bearer abcdefgh12345678 to host", ["abcdefgh12345678"], ["sent", "to host"]],
    ["a JSON web token", "jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl.", ["eyJhbGci"], ["jwt"]],
    ["a session token", "keyId ST$abcdefghijklmn used", ["abcdefghijklmn"], ["used"]],
    ["a password in a setting", "spark.jdbc.password=hunter2, user=scott", ["hunter2"], ["user=scott"]],
    ["a quoted one", `{"db_password": "hun ter2", "host": "h"}`, ["hun ter2"], ['"host": "h"']],
    ["credentials in a URL", "GET https://scott:tiger@db.example:443/x", ["scott", "tiger"], ["db.example"]],
    ["an Oracle thin URL", "jdbc:oracle:thin:scott/tiger@//db:1521/x", ["tiger"], ["//db:1521/x"]],
    ["a cloud access key", "AKIAIOSFODNN7EXAMPLE here", ["AKIAIOSFODNN7EXAMPLE"], ["here"]],
  ])("%s", (_name, text, gone, kept) => {
    const redacted = redactSecrets(text);
    for (const secret of gone) expect(redacted).not.toContain(secret);
    for (const part of kept) expect(redacted).toContain(part);
  });

  test("an ordinary trace stays as it is", () => {
    const trace =
      "AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table `silver`.`x` cannot be found.\n\tat org.apache.spark.Foo(Foo.scala:10)";
    expect(redactSecrets(trace)).toBe(trace);
  });

  test("a secret is removed wherever it stands", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.stringMatching(/^[A-Za-z0-9]{12,30}$/), (before, after, secret) => {
        fc.pre(!before.includes(secret) && !after.includes(secret));
        expect(redactSecrets(`${before}\npassword=${secret}\n${after}`)).not.toContain(secret);
      }),
    );
  });

  test("long hostile text takes time in proportion to its length", () => {
    for (const part of [
      "a.",
      "password",
      "password=",
      "-----BEGIN PRIVATE KEY-----",
      "x://",
      "eyJ",
      "bearer ",
      "token-",
    ]) {
      const text = part.repeat(200_000 / part.length);
      expect(redactSecrets(text).length).toBeLessThanOrEqual(text.length * 3);
    }
  });
});
