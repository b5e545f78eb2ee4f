declare module 'probe-image-size' {
  /** The part of probe-image-size used as an oracle; the package ships no types. */
  const probe: {
    sync(file: Uint8Array): { type: string; width: number; height: number; orientation?: number } | null;
  };
  export default probe;
}
