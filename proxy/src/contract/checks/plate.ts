/** The characters that open a civil plate: one for each province-level division. */
export const plateProvinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';

const civil = new RegExp(`^[${plateProvinces}][A-HJ-Z](?:[A-HJ-NP-Z0-9]{5}|[A-HJ-NP-Z0-9]{4}[挂学警港澳领使])$`);
const newEnergy = new RegExp(`^[${plateProvinces}][A-HJ-Z](?:[A-HJK][A-HJ-NP-Z0-9]\\d{4}|\\d{5}[A-HJK])$`);
const special = /^(?:\d{6}使|使\d{6}|[VZHKLEBSGNJ][A-Z][A-Z0-9]{5}|WJ[\u4e00-\u9fff]?[A-Z0-9]{5,6})$/;

/** Whether a text is a plate of mainland China (GA 36): seven characters, eight for new-energy vehicles; separators are skipped. */
export function isPlate(text: string): boolean {
  const plate = plainPlate(text);
  return civil.test(plate) || newEnergy.test(plate) || special.test(plate);
}

/** Whether a plate is an eight-character one of a new-energy vehicle. */
export function isNewEnergyPlate(text: string): boolean {
  return newEnergy.test(plainPlate(text));
}

function plainPlate(text: string): string {
  return text.replace(/[\s·•.-]/g, '').toUpperCase();
}
