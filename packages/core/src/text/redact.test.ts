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
    ["a quote that a cut leaves open", 'password="hunter2 and more', ["hunter2", "more"], []],
    ["JSON inside JSON", String.raw`{"conf":"{\"password\":\"hunter2\"}","host":"h"}`, ["hunter2"], ["conf"]],
    ["a quote inside the secret", String.raw`{"password":"ab\"hunter2","host":"h"}`, ["hunter2"], ['"host":"h"']],
    ["Python's text", "{u'password': u'hunter2', 'host': 'h'}", ["hunter2"], ["'host': 'h'"]],
    ["an SQL user", 'CREATE USER scott IDENTIFIED BY "hunter2" x', ["hunter2"], ["scott", "x"]],
    ["a connect string", "sqlplus scott/hunter2@//db:1521/x", ["hunter2"], ["//db:1521/x"]],
    [
      "a pre-authenticated URL",
      `https://objectstorage.x.com/p/${"aB3-".repeat(10)}/n/ns/b/bucket/o/file`,
      ["aB3-aB3-"],
      ["/n/ns/b/bucket"],
    ],
    ["a token for a user", "git clone https://abcdef123@host.example/x", ["abcdef123"], ["host.example/x"]],
    ["a password with signs", "postgres://scott:hun/ter@2@db.example/x", ["hun/ter", "2@"], ["db.example/x"]],
    ["a signed URL", "https://x.blob/y?sv=1&sig=abc%2Fdef&se=2", ["abc%2Fdef"], ["se=2"]],
    ["an option", "tool --password hunter2 --host h", ["hunter2"], ["--host h"]],
    ["a pair", `("password", "hunter2")`, ["hunter2"], []],
    ["a list without spaces", "password=hun,ter2 host=h", ["ter2"], ["host=h"]],
    ["a wide assignment", "password         =   hunter2", ["hunter2"], []],
    ["an account key", "AccountKey=aGVsbG8gd29ybGQ=;EndpointSuffix=x", ["aGVsbG8"], []],
    [
      "an account key in a Spark setting",
      "spark.hadoop.fs.azure.account.key.acct.dfs.x=aGVsbG8gd29ybGQ",
      ["aGVsbG8"],
      ["spark.hadoop"],
    ],
    [
      "a connect string with a port",
      'cx_Oracle.connect("scott/hunter2@dbhost:1521/orclpdb")',
      ["hunter2"],
      ["dbhost:1521"],
    ],
    ["a connect string with a name", "sqlplus scott/hunter2@orclpdb", ["hunter2"], ["orclpdb"]],
    ["a user of curl", "curl -s -u scott:hunter2 https://x", ["hunter2"], ["https://x"]],
    [
      "tokens by their prefix",
      "glpat-abcdefghij0123456789 dapi0123456789abcdef0123456789abcdef sk-ant-REDACTED",
      ["glpat-abc", "dapi012", "sk-ant-abc"],
      [],
    ],
    ["a password with an ampersand", "password=abc&hunter2 host=h", ["hunter2"], ["host=h"]],
    ["a cookie", "Set-Cookie: id=hunter2; Path=/", ["hunter2"], []],
    ["a signature on a line of its own", 'Signature version="1"\n  signature="hunter2="', ["hunter2"], []],
  ])("%s", (_name, text, gone, kept) => {
    const redacted = redactSecrets(text);
    for (const secret of gone) expect(redacted).not.toContain(secret);
    for (const part of kept) expect(redacted).toContain(part);
  });

  test("an ordinary trace stays as it is", () => {
    const trace =
      "AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table `silver`.`x` cannot be found.\n\tat org.apache.spark.Foo(Foo.scala:10)";
    expect(redactSecrets(trace)).toBe(trace);
    const path = "Path does not exist: oci://bucket@namespace/raw/orders";
    expect(redactSecrets(path)).toBe(path);
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
