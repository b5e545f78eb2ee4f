/** Stands for the camera app that was open when the page went away. */
export const cameraWord = 'camera';

/** Stands before the id of a scan that was read, and in no id: `~` where its filling was taken back, else `+`. */
export const readMark = /^[+~]/;
