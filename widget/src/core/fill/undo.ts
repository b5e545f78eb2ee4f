import { isBack, type Job, labelOf, lookMs, restore, written } from './job.ts';
import type { KeptControl, Undone } from './outcome.ts';
import { nextTask, pause } from './page/dom.ts';

/** Takes back what jobs wrote, the last first: others may hang on the earlier ones. */
export async function undoAll(jobs: readonly Job[]): Promise<Undone> {
  const all = [...jobs].reverse();
  // Also what was being tried when the person had enough.
  const back = all.filter(({ state, control }) => state !== 'over' && written.has(control.element));
  const gone = [...all.filter(({ isGone }) => isGone), ...back.filter(({ control }) => !control.element.isConnected)];
  const isMine = ({ control }: Job): boolean => control.read() === written.get(control.element);
  const mine = back.filter((job) => job.control.element.isConnected && !isBack(job) && isMine(job));
  const refused = new Set<Job>();
  const put = async (job: Job): Promise<void> => {
    if (!(await restore(job))) refused.add(job);
  };
  // Begun in this task, so that a page that looks right away finds its form as it was.
  await Promise.all(mine.map(put));
  for (const { control } of back) written.delete(control.element);
  for (let round = 0; round < 2; round++) {
    await pause(lookMs);
    for (const job of mine.filter((one) => !isBack(one) && !refused.has(one) && one.control.element.isConnected)) {
      await put(job);
      await nextTask();
    }
  }
  // A picker that lets nothing go shows it again a moment after it was left.
  if (mine.length > 0) await pause(lookMs);
  // Of what is no longer there nobody can tell that the page has forgotten it.
  const isStill = (job: Job): boolean =>
    job.control.element.isConnected ? mine.includes(job) && (refused.has(job) || !isBack(job)) : gone.includes(job);
  const stayed = all.filter(isStill).reverse();
  const kept = stayed.map(({ path, control, attempt }): KeptControl => {
    const { element } = control;
    return { path, element, value: attempt.text, label: labelOf(control, path) };
  });
  return { kept };
}
