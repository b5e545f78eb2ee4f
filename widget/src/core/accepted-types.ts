import { formats } from '@scanfill/proxy/contract';

/**
 * For a file input's `accept`. Named one by one: that makes iOS hand over a HEIC photo as JPEG, which `image/*` does
 * not.
 */
export const acceptedTypes = Object.values(formats).join();
