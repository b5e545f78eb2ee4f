/** The type under which a dragged specimen carries its file name. */
export const specimenType = 'application/x-scanfill-specimen';

/** Fetches a specimen as the file a person would have chosen. */
export async function fetchSpecimen(url: string, name: string): Promise<File> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The specimen answered ${response.status}.`);
  const blob = await response.blob();
  return new File([blob], name, { type: blob.type });
}
