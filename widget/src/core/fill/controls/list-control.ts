import type { FieldValue } from '@scanfill/proxy/contract';
import { countryNames } from '../choices/country.ts';
import type { Opened, Opening } from '../choices/open-list.ts';
import { choiceFor, isCountry } from '../choices/option.ts';
import { sexSpellings } from '../choices/sex.ts';
import { type Field, fold, isInput, languageOf, parentOf, shownIn } from '../page/dom.ts';
import { leave, typeInto } from '../page/events.ts';
import { clear, clearerOf } from '../page/typing.ts';
import { type Attempts, asText, type Control, isRefused, type Named } from './control.ts';
import { textControl } from './text-control.ts';

/** Values of which there are few: a list that opens offers them to choose from, it does not complete what is typed. */
const few =
  /^(?:sex|srcCountry|citizenship|nationality|nation|address\.\w+|\w+\.(?:year|month|day)|vehicleType|useCharacter|bloodType|maritalStatus|education|religion|militaryService|householdType|companyType|relationTo)$/;

/**
 * A list that opens, drawn by the page: a box that says `role=combobox` or `aria-haspopup=listbox`. `hidden` are the
 * fields behind it.
 */
export function listControl(opening: Opening, named: Named, hidden: readonly Field[]): Control {
  const { element, openers } = opening;
  const own = new Set<Element>([element, ...openers, ...hidden]);
  const box = boxOf(element, own);
  const isTyped = isInput(element) && !element.readOnly;
  const behind = (): string => hidden.map(({ value }) => value).find((value) => value !== '') ?? '';
  let isDeep = false;
  const shown = (): string => `${isInput(element) ? element.value : ''} ${shownIn(box)}`.trim();
  return {
    ...named,
    element,
    members: [element, ...openers, ...hidden],
    read: shown,
    isTouched: () => (hidden.length > 0 ? behind() !== '' : isInput(element) && element.value !== ''),
    isLocked: () => element.matches(':disabled,[aria-disabled=true],[aria-readonly=true]'),
    *attempts(path, value, means): Attempts {
      if (typeof value === 'boolean') return;
      const text = asText(value);
      const language = languageOf(element);
      const isFew = few.test(path);
      // Where no list is announced, what is typed without being chosen is a search that the page forgets.
      if (isTyped && !isFew && element.hasAttribute('aria-haspopup')) {
        const typed = textControl(element, named, false).attempts(path, value, means);
        yield* typed;
      }
      if (!means.choices) return;
      const isArea = /^address(?:\.area)?$/.test(path);
      let opened: Opened = { end: 'shut', text: '' };
      const before = shown();
      const wasBehind = behind();
      yield {
        isSlow: true,
        get text() {
          return opened.text || text;
        },
        get why() {
          const { end } = opened;
          return end === 'taken' ? 'typed' : end === 'absent' ? 'unsuitable' : undefined;
        },
        async write() {
          if (isArea) {
            isDeep = true;
            const lists = await import('../choices/cascade.ts').catch(() => undefined);
            if (lists) opened = await lists.chooseArea(opening, text, `${means.code}`, before);
            return;
          }
          const labels = means.search ? searchTexts(path, text, language) : [];
          const list = await import('../choices/open-list.ts').catch(() => undefined);
          if (!list) return;
          opened = await list.chooseIn(opening, (choices) => choiceFor(path, text, choices, language), labels, false);
        },
        holds() {
          if (opened.end !== 'chosen' || isRefused(element)) return false;
          const now = fold(shown());
          return now.includes(fold(opened.text)) || (fold(before) !== now && behind() !== wasBehind && behind() !== '');
        },
      };
    },
    async restore(before) {
      if (shown() === before) return true;
      const clearer = clearerOf(element, false);
      if (clearer) await clear(element, clearer);
      // What was chosen level by level is not forgotten with the text that shows it.
      if (isDeep) return shown() === before;
      for (const field of hidden) if (field.value !== '') typeInto(field, 'value', '');
      if (isTyped) {
        typeInto(element, 'value', '');
        leave(element);
      }
      return shown() === before;
    },
  };
}

/** The part of the page that draws the list's choice and nothing else. */
function boxOf(element: HTMLElement, own: ReadonlySet<Element>): Element {
  let box: Element = element;
  for (let up = parentOf(element), level = 0; up && level < 4; up = parentOf(up), level++) {
    const parts = up.querySelectorAll(
      'label,legend,form,input,select,textarea,[role=combobox],[aria-haspopup=listbox]',
    );
    if (up.localName === 'form' || up.localName === 'label' || [...parts].some((each) => !own.has(each))) break;
    box = up;
  }
  return box;
}

function searchTexts(path: string, value: FieldValue & string, language: string): readonly string[] {
  if (path === 'sex')
    return sexSpellings(value, language).filter((text) => text.length > 1 || text === '男' || text === '女');
  if (!isCountry(path)) return [value];
  const [, ...names] = countryNames(value, [language, 'en', 'zh']);
  return [...new Set(names.filter((name) => !/^[A-Z]{2,3}$/.test(name)))];
}
