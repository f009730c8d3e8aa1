// Counts checks and prints one line for each.

const SHOWN = 8;

export class Report {
  passed = 0;
  failed = 0;

  /** One check: it passes when `problems` is empty. */
  check(name, problems) {
    if (problems.length === 0) {
      this.passed += 1;
      console.log(`ok    ${name}`);
      return;
    }
    this.failed += 1;
    console.log(`FAIL  ${name}`);
    for (const problem of problems.slice(0, SHOWN)) console.log(`        ${problem}`);
    if (problems.length > SHOWN) console.log(`        … and ${problems.length - SHOWN} more`);
  }

  /** A check that can break off: what it throws is its problem. */
  async attempt(name, work) {
    let problems;
    try {
      problems = await work();
    } catch (error) {
      problems = [`broke off: ${String(error.message ?? error).split("\n")[0]}`];
    }
    this.check(name, problems);
  }
}

/** The text as one line of at most `length` characters, for a message. */
export function short(text, length = 100) {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
