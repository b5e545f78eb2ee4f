/** The names of the inputs that filling a form wrote into; entries without a named element are left out. */
export function filledNames(filled: readonly unknown[]): readonly string[] {
  return filled.flatMap((entry) => {
    const element = property(entry, 'element');
    const name = property(element, 'name');
    return typeof name === 'string' && name !== '' ? [name] : [];
  });
}

function property(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;
}
