/**
 * Judges one filling of one control from what was seen of it, by meaning. Gives the verdict and, where it is not right,
 * why: `right` everything is held as the card says, and seen; `reported` something is not, and the person was told;
 * `wrong` anything else.
 */
export function judge(run) {
  if (run.error) return { verdict: 'wrong', why: `error: ${run.error}` };
  const verdicts = [...run.wants.map((want) => judgeWant(want, run)), ...run.left.map((key) => judgeLeft(key, run))];
  if (verdicts.length === 0) return judgeUntouched(run);
  return worst(verdicts);
}

/**
 * Judges what undoing left: `undone` as before, `kept` something stayed and was said so, `wrong` something stayed in
 * silence, `none` nothing to undo.
 */
export function judgeUndo(run) {
  if (run.error || isEqual(run.after.held, run.before.held)) return { verdict: 'none' };
  const isBack = isEqual(run.undone.held, run.before.held) && isEqual(run.undone.form, run.before.form);
  if (isBack) return { verdict: 'undone' };
  return run.kept.length > 0
    ? { verdict: 'kept', why: `said to stay: ${run.kept.map(({ path }) => path).join(', ')}` }
    : { verdict: 'wrong', why: `before ${both(run.before)}, after undo ${both(run.undone)}` };
}

/** The worst of several verdicts, with its reason. */
export function worst(verdicts) {
  const order = ['wrong', 'reported', 'right'];
  return [...verdicts].sort((one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict))[0];
}

/** Letters and digits of a text, so that `6222 0212` is `62220212`; whatever else is held, as it is. */
export function meaningOf(value) {
  if (Array.isArray(value)) return value.map(meaningOf).join(' ');
  if (typeof value === 'boolean') return String(value);
  return String(value ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function judgeWant(want, run) {
  const { key, path, values } = want;
  const holds = (value) => values.some((one) => (want.isExact ? one === value : meaningOf(one) === meaningOf(value)));
  const now = run.after.held?.[key];
  const told = isTold(path, run.report);
  const place = `${key}: ${show(now)}`;
  if (holds(now)) {
    const submits = want.sent === null ? undefined : run.after.form[key];
    const sentAs = want.sent ?? values;
    const isSent = submits === undefined || sends(submits, sentAs);
    if (!isSent) return { verdict: 'wrong', why: `${place} held, but a submit sends ${show(submits)}` };
    if (isEqual(run.after.screen, run.before.screen)) return { verdict: 'wrong', why: `${place} held, but not seen` };
    // What was missing when it was told may have come since: an input of a later step.
    return told && !isClaimed(path, run.report) && !run.isLater
      ? { verdict: 'reported', why: `${place} held, though told otherwise (${told})` }
      : { verdict: 'right' };
  }
  const claimed = isClaimed(path, run.report);
  if (claimed && !told)
    return { verdict: 'wrong', why: `${place}, though told to be filled with ${show(claimed.value)}` };
  if (!told) return { verdict: 'wrong', why: `${place}, and nothing was told (not found)` };
  if (!isEqual(now, run.before.held?.[key])) return { verdict: 'wrong', why: `${place} left behind (${told})` };
  if (run.wants.length === 1 && !isEqual(run.after.screen.values, run.before.screen.values))
    return { verdict: 'wrong', why: `${place}, but ${show(run.after.screen.values)} is left to be seen (${told})` };
  return { verdict: 'reported', why: `${place} (${told})` };
}

function judgeLeft(key, run) {
  const held = isEqual(run.after.held?.[key], run.before.held?.[key]);
  return held && isEqual(run.after.form[key], run.before.form[key])
    ? { verdict: 'right' }
    : {
        verdict: 'wrong',
        why: `${key}: ${show(run.after.held?.[key] ?? run.after.form[key])}, not this card's to fill`,
      };
}

function judgeUntouched(run) {
  return isEqual(run.after.held, run.before.held) && isEqual(run.after.form, run.before.form)
    ? { verdict: 'right' }
    : { verdict: 'wrong', why: `${show(run.after.held)}, not this card's to fill` };
}

/** Names under which cards hold the same thing. */
const aliases = [
  ['birth', 'birthDate', 'birthday', 'birthDay'],
  ['number', 'idNumber'],
  ['endDate', 'validEndDate', 'expireDate', 'expireDay', 'validPeriod'],
  ['startDate', 'validStartDate', 'issueDate'],
  ['citizenship', 'srcCountry'],
];

function isSamePath(one, other) {
  const [name, part] = one.split('.');
  const [otherName, otherPart] = other.split('.');
  const isSameName = name === otherName || aliases.some((group) => group.includes(name) && group.includes(otherName));
  return isSameName && (part === otherPart || part === undefined || otherPart === undefined);
}

function isTold(path, { skipped, missing }) {
  const skip = skipped.find((entry) => isSamePath(entry.path, path));
  if (skip) return `skipped: ${skip.reason}`;
  return missing.some((entry) => isSamePath(entry.path, path)) ? 'missing' : undefined;
}

function isClaimed(path, { filled }) {
  return filled.find((entry) => isSamePath(entry.path, path));
}

/** `true` is sent as any text; what is sent several times is sent if one of it fits. */
function sends(submitted, values) {
  const sent = Array.isArray(submitted) ? [...submitted, submitted] : [submitted];
  if (values.includes(true)) return sent.some((one) => one !== '');
  return sent.some((one) => values.some((value) => meaningOf(value) === meaningOf(one)));
}

/** Equal where nothing, an empty text, an empty list and an unchecked `false` are the same. */
function isEqual(one, other) {
  return JSON.stringify(emptied(one)) === JSON.stringify(emptied(other));
}

function emptied(value) {
  if (value === null || value === undefined || value === '' || value === false) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => emptied(item) ?? null);
    return items.every((item) => item === null) ? undefined : items;
  }
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .map(([key, one]) => [key, emptied(one)])
    .filter(([, one]) => one !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** What a page holds, and what a submit would send where that is something else. */
function both({ held, form }) {
  return isEqual(held, form) ? show(held) : `${show(held)}, sent ${show(form)}`;
}

function show(value) {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 90 ? `${text.slice(0, 87)}…` : text;
}
