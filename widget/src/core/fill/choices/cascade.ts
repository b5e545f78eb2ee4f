import { fold } from '../page/dom.ts';
import { press } from '../page/events.ts';
import {
  type Item,
  isFree,
  itemOf,
  leavesIn,
  type Opened,
  type Opening,
  scrollFor,
  until,
  whileOpen,
} from './open-list.ts';

/** How long one level may take to come, ms: a page may have to ask its server for it. */
const levelMs = 1_000;
/** For how long nothing is to be seen of a popup that is shut, ms: one that moves may be gone for a moment. */
const shutMs = 300;

/** The provinces by the first two digits of a division code (GB/T 2260), by what all names of one begin with. */
const provinces =
  '11北京12天津13河北14山西15内蒙古21辽宁22吉林23黑龙江31上海32江苏33浙江34安徽35福建36江西37山东41河南42湖北43湖南44广东45广西46海南50重庆51四川52贵州53云南54西藏61陕西62甘肃63青海64宁夏65新疆71台湾81香港82澳门';

/** What stands behind a division's name, and where a name ends with it. */
const kind = /^(?:\p{Script=Han}{0,14}?自治[区州县旗]|特别行政区|地区|林区|[省市区县旗盟])/u;
const hasKind = /(?:自治州|[省市区县旗盟])$/u;

/**
 * Opens a list of lists and goes down province, city and district of an address, each by its name with or without its
 * kind, as far as the lists go. `code`, an ID number, tells the province where the address does not: what is below has
 * to agree with the address. `shown` is what the control shows of its choice.
 */
export async function chooseArea(opening: Opening, address: string, code: string, shown: string): Promise<Opened> {
  return await whileOpen(opening, itemsIn, async (items, isOpen) => {
    if (items().some(({ text }) => fold(shown).includes(fold(text)))) return { end: 'taken', text: shown };
    // A list that draws only what is in sight puts new texts into old elements.
    const old = new Map<Element, string>();
    const level = (): readonly Item[] => items().filter(({ element, text }) => old.get(element) !== text);
    let rest = address;
    for (let depth = 0, above = ''; depth < 5; depth++) {
      const find = (choices: readonly { readonly text: string }[]): number =>
        divisionAt(
          choices.map(({ text }) => text),
          { rest, depth, above, code },
        );
      const found = level()[find(level())] ?? (await scrollFor(level, find, Date.now() + levelMs));
      if (!found) break;
      const { text } = found;
      const below = restOf(rest, text, depth);
      for (const item of items()) old.set(item.element, item.text);
      press(found.element);
      let wasOpenAt = Date.now();
      await until(() => {
        if (isOpen()) wasOpenAt = Date.now();
        return level().length > 0 || Date.now() - wasOpenAt > shutMs;
      }, levelMs);
      if (level().length === 0) {
        // Where the address did not say so itself, there has to be a level below that it names; where the lists stay
        // open, one may still be to come.
        const isEnd = (below !== undefined || isRest(text, above)) && (!isOpen() || below === '');
        return { end: isEnd ? 'chosen' : 'absent', text };
      }
      rest = below ?? rest;
      above = text;
    }
    return { end: 'absent', text: '' };
  });
}

type Where = { readonly rest: string; readonly depth: number; readonly above: string; readonly code: string };

/** The division among the names of one level; -1 without one. */
function divisionAt(texts: readonly string[], { rest, depth, above, code }: Where): number {
  const named = texts.filter((text) => restOf(rest, text, depth) !== undefined);
  const [longest] = named.sort((one, other) => other.length - one.length);
  if (longest !== undefined) return texts.indexOf(longest);
  if (depth > 0) return texts.findIndex((text) => isRest(text, above) || /直辖县/.test(text));
  const [, name = '-'] = new RegExp(`${code.slice(0, 2) || '-'}(\\D+)`).exec(provinces) ?? [];
  return texts.findIndex((text) => text.startsWith(name));
}

/** The level between a municipality and its districts, or one that repeats the name of the one above. */
function isRest(text: string, above: string): boolean {
  return text === above || (/^(?:北京|天津|上海|重庆)/.test(above) && /^(?:市辖区|城区)$/.test(text));
}

/** What an address says after a division's name; undefined where it does not begin with it. */
function restOf(rest: string, text: string, depth: number): string | undefined {
  if (depth === 0) {
    const name = provinces.split(/\d+/).find((one) => one !== '' && text.startsWith(one));
    if (name && rest.startsWith(name)) return rest.slice(name.length).replace(kind, '');
  }
  if (text.length < 2 || !rest.startsWith(text)) return undefined;
  const after = rest.slice(text.length);
  if (hasKind.test(text)) return after;
  return kind.test(after) ? after.replace(kind, '') : undefined;
}

function itemsIn(popups: readonly Element[]): readonly Item[] {
  const all = new Set(popups.flatMap(leavesIn));
  return [...all].filter(isFree).map(itemOf);
}
