/** A file taken apart before it is decoded: what a decoder gets, and what may be sent as it is. */
export type Source = {
  /** The file without its metadata, not a pixel changed; undefined where its pixels must be written anew. */
  readonly asIs?: readonly Uint8Array<ArrayBuffer>[] | undefined;
  /** For the decoder: without what turns or colours the picture, which browsers do each in its own way. */
  readonly decodable: readonly Uint8Array<ArrayBuffer>[];
  /** Nothing can shine through. */
  readonly isOpaque: boolean;
  /**
   * The colours are seen through by what stands beside them, so that a picture may be all clear; of any other, nothing
   * was decoded.
   */
  readonly mayBeClear?: boolean;
  /** It could not be taken apart: the decoder turns it by what it finds in it. */
  readonly turnsItself?: boolean;
  /** How the decoder's colours are meant, where that is not the web's own way. */
  readonly profile?: Uint8Array<ArrayBuffer> | undefined;
};
