/**
 * Whether WebAssembly may be compiled in a script that was served with its own policy, as a worker is: asked of the
 * policy's words, since a try that is forbidden would be reported to whoever runs the page.
 */
export async function allowsWasm(script: string): Promise<boolean> {
  try {
    const { headers } = await fetch(script);
    return allowsWasmIn(headers.get('content-security-policy') ?? '');
  } catch {
    return false;
  }
}

/** The same of a header's words; several policies, apart by commas, must all allow it. */
export function allowsWasmIn(header: string): boolean {
  return header.split(',').every((policy) => {
    const directives = new Map<string, readonly string[]>();
    for (const directive of policy.split(';')) {
      const [name = '', ...sources] = directive.trim().toLowerCase().split(/\s+/);
      // Of two of a name the first counts.
      if (name && !directives.has(name)) directives.set(name, sources);
    }
    const sources = directives.get('script-src') ?? directives.get('default-src');
    return !sources || sources.includes("'wasm-unsafe-eval'") || sources.includes("'unsafe-eval'");
  });
}
