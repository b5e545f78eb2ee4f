import { afterEach, describe, expect, test } from 'vitest';
import { clearPage, fill, formOf } from '../testing/form-page.ts';

afterEach(clearPage);

type Tree = { readonly [name: string]: Tree };

const china: Tree = {
  北京市: { 市辖区: { 东城区: {}, 朝阳区: {} } },
  河北省: { 石家庄市: { 长安区: {} } },
  浙江省: { 宁波市: { 海曙区: {} }, 杭州市: { 市辖区: {}, 西湖区: {} } },
  广东省: { 东莞市: { 东莞市: {} } },
  新疆维吾尔自治区: { 伊犁哈萨克自治州: { 伊宁市: {}, 伊宁县: {} } },
};
const short: Tree = {
  北京: { 东城: {}, 朝阳: {} },
  浙江: { 宁波: {}, 杭州: { 西湖: {} } },
  新疆: { 伊犁: { 伊宁: {} } },
};

/** A list of lists as libraries draw it, each level `later` ms after the one above was pressed; gives the form. */
function cascader(tree: Tree, later = 0, box = '<div role="combobox" aria-haspopup="listbox" tabindex="0"></div>') {
  const form = formOf(`<label id="l">所在地区</label><div class="x-cascader" id="box">${box}<span></span></div>`);
  const opener = form.querySelector<HTMLElement>('[tabindex]') as HTMLElement;
  opener.setAttribute('aria-labelledby', 'l');
  const shown = form.querySelector('span') as HTMLElement;
  const pressed: string[] = [];
  let popup: HTMLElement | undefined;
  const level = (under: Tree, path: readonly string[]): void => {
    const list = document.createElement('ul');
    for (const [name, below] of Object.entries(under)) {
      const item = document.createElement('li');
      item.setAttribute('role', 'menuitem');
      item.textContent = name;
      item.addEventListener('click', () => {
        pressed.push(name);
        while (list.nextElementSibling) list.nextElementSibling.remove();
        if (Object.keys(below).length > 0) setTimeout(() => level(below, [...path, name]), later);
        else {
          shown.textContent = [...path, name].join(' / ');
          popup?.remove();
          popup = undefined;
        }
      });
      list.append(item);
    }
    popup?.append(list);
  };
  opener.addEventListener('click', () => {
    if (popup) popup.remove();
    popup = popup ? undefined : document.body.appendChild(document.createElement('div'));
    level(tree, []);
  });
  opener.addEventListener('blur', () => {
    popup?.remove();
    popup = undefined;
  });
  return { form, shown, pressed, isOpen: () => popup !== undefined };
}

describe('a list of lists: province, city, district', () => {
  test.each([
    ['北京市朝阳区虚构路1号', china, '北京市 / 市辖区 / 朝阳区'],
    ['北京市朝阳区虚构路1号', short, '北京 / 朝阳'],
    ['浙江省杭州市西湖区虚构路1号', china, '浙江省 / 杭州市 / 西湖区'],
    ['浙江省杭州市西湖区虚构路1号', short, '浙江 / 杭州 / 西湖'],
    ['广东省东莞市虚构镇1号', china, '广东省 / 东莞市 / 东莞市'],
    ['新疆维吾尔自治区伊犁哈萨克自治州伊宁县1号', china, '新疆维吾尔自治区 / 伊犁哈萨克自治州 / 伊宁县'],
  ])('%s', async (address, tree, expected) => {
    const { form, shown, isOpen } = cascader(tree);
    const { filled } = await fill(form, { address }).settled;
    expect(shown.textContent).toBe(expected);
    expect(filled).toMatchObject([{ path: 'address.area' }]);
    expect(isOpen()).toBe(false);
  });

  test('levels that a page asks its server for', async () => {
    const { form, shown } = cascader(china, 150);
    await fill(form, { address: '浙江省杭州市西湖区1号' }).settled;
    expect(shown.textContent).toBe('浙江省 / 杭州市 / 西湖区');
  });

  test.each(['<input readonly tabindex="0">', '<div tabindex="0">请选择</div>'])(
    'that says no role: %s',
    async (box) => {
      const { form, shown } = cascader(china, 0, box);
      await fill(form, { address: '浙江省宁波市海曙区1号' }).settled;
      expect(shown.textContent).toBe('浙江省 / 宁波市 / 海曙区');
    },
  );

  test('an address without its province: the ID number tells it, where the city agrees', async () => {
    const { form, shown } = cascader(china);
    await fill(form, { address: '杭州市西湖区1号', number: '33010619491231002X' }).settled;
    expect(shown.textContent).toBe('浙江省 / 杭州市 / 西湖区');
  });

  test.each([
    ['the number’s province has no such city', { address: '杭州市西湖区1号', number: '11010519491231002X' }],
    ['the district is not among them', { address: '浙江省杭州市余杭区1号' }],
    ['the province is not', { address: '云南省昆明市五华区1号' }],
    ['a street that begins as a district does', { address: '北京市朝阳门外大街1号' }],
  ])('is left alone and said so where %s', async (_why, card) => {
    const { form, shown, isOpen } = cascader(china);
    const { filled, skipped } = await fill(form, card).settled;
    expect(filled).toEqual([]);
    expect(skipped).toMatchObject([{ path: 'address.area', reason: 'unsuitable', label: '所在地区' }]);
    expect([shown.textContent, isOpen()]).toEqual(['', false]);
  });

  test('what somebody chose stays, and nothing is pressed', async () => {
    const { form, shown, pressed } = cascader(china);
    shown.textContent = '河北省 / 石家庄市 / 长安区';
    const { skipped } = await fill(form, { address: '浙江省杭州市西湖区1号' }).settled;
    expect(skipped).toMatchObject([{ reason: 'typed' }]);
    expect([shown.textContent, pressed]).toEqual(['河北省 / 石家庄市 / 长安区', []]);
  });

  test('is taken back by what is drawn for that, and said to stay without', async () => {
    const { form, shown } = cascader(china);
    const { settled, undo } = fill(form, { address: '北京市东城区1号' });
    await settled;
    expect(await undo()).toMatchObject({ kept: [{ path: 'address.area' }] });
    const other = cascader(china);
    const again = fill(other.form, { address: '北京市东城区1号' });
    await again.settled;
    other.shown.insertAdjacentHTML('afterend', '<i class="x-clear"></i>');
    other.form.querySelector('i')?.addEventListener('click', () => {
      other.shown.textContent = '';
    });
    expect(await again.undo()).toEqual({ kept: [] });
    expect(other.shown.textContent).toBe('');
    expect(shown.textContent).not.toBe('');
  });
});
