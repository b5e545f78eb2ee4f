import type { CardName } from '@scanfill/proxy/contract';
import { acceptedHere } from '../core/accepted-types.ts';
import type { PhoneClient, PhoneView } from '../core/client/phone-client.ts';
import { failureOf } from '../core/flow/browser-services.ts';
import { hintsOf } from '../core/hints.ts';
import { inspectAndName } from '../core/inspect-and-name.ts';
import { prepareImage } from '../core/prepare-image.ts';
import { sourceLimits } from '../core/source-limits.ts';
import { textKey } from '../texts/failure-text.ts';
import { showsText } from '../texts/shows-text.ts';
import type { Speech } from '../texts/speak.ts';
import { button, element, fileButton } from './dom.ts';
import { overText, troubleText } from './phone-text.ts';

/** What names a file that is no photo, or makes one of it where this phone's browser can (AVIF); loaded only then. */
const takeForeign = async () => (await import('../core/foreign.ts')).takeForeign;

/** Shows what there is to see; `title` is read out. */
export type Show = (title: string, ...content: readonly (Node | string)[]) => void;

/**
 * From the empty hands to the photo that the service has; advice before it is sent is given once. Rejects where the
 * hand-off is over. `busy` is called once a photo is on its way: by then it is not to be taken away any more.
 */
export function takePhoto(
  { card, photos, state, shows }: PhoneView,
  client: Pick<PhoneClient, 'send'>,
  speech: Speech,
  show: Show,
  busy: () => void,
): Promise<PhoneView> {
  const { say } = speech;
  let advised = false;

  return new Promise((resolve, reject) => {
    const choose = (title: string, ...content: readonly Node[]): void => {
      const take = (file: File): void => void look(file).catch(reject);
      show(
        title,
        ...content,
        fileButton(say('takePhoto'), acceptedHere(), true, take),
        fileButton(say('choose'), acceptedHere(), false, take),
      );
    };

    async function look(file: File): Promise<void> {
      show(say('inspecting'));
      const verdict = await inspectAndName(file, takeForeign, sourceLimits, {});
      if (!verdict.ok) {
        const { code, params, why } = verdict;
        return choose(troubleText({ code, retry: 'photo', params: { ...params }, why }, speech));
      }
      const photo = verdict.file ?? file;
      const hints = advised ? [] : await hintsOf(photo, undefined, verdict).catch(() => []);
      advised ||= hints.length > 0;
      if (hints.length === 0) return prepare(photo);
      const advice = element('ul', '', ...hints.map((hint) => element('li', '', say(textKey('hint', hint)))));
      choose(
        say('hintTitle'),
        advice,
        button(say('useAnyway'), () => void prepare(photo).catch(reject)),
      );
    }

    async function prepare(file: File): Promise<void> {
      show(say('preparing'));
      try {
        await send((await prepareImage(file)).file);
      } catch (error) {
        choose(troubleText(failureOf(error), speech));
      }
    }

    async function send(photo: File): Promise<void> {
      busy();
      const bar = element('progress');
      bar.max = 1;
      show(say('uploading'), bar);
      try {
        const found = await client.send(photo, photos, {
          onSent(loaded, total) {
            bar.value = total > 0 ? loaded / total : 0;
          },
          onWaits: (waiting) =>
            show(say(waiting === 'offline' ? 'offline' : waiting === 'retry' ? 'retrying' : 'uploading'), bar),
        });
        resolve(found);
      } catch (error) {
        const failure = failureOf(error);
        if (overText(failure) || failure.code === 'handoff-unready' || failure.code === 'idempotency-conflict')
          return reject(error);
        const words = troubleText(failure, speech);
        // The same photo is the same scan, however often it is sent.
        if (failure.retry === 'photo') choose(words);
        else
          show(
            words,
            button(say('retry'), () => void send(photo), 'primary'),
          );
      }
    }

    const again = shows ? showsText(shows, card, speech) : say('phoneAgain');
    choose(state === 'again' ? again : titleOf(card));
  });

  function titleOf(name: CardName): string {
    return speech.title(name);
  }
}
