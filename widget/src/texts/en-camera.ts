/** The live camera's texts in English: they come with the camera, every other language with all of its own. */
export const cameraTexts = {
  cameraTitle: 'Photograph the card',
  cameraFrame: 'Lay the card inside the frame. The photo is taken by itself when the picture is sharp and still.',
  cameraHold: 'Hold still…',
  cameraCloser: 'Move closer until the card fills the frame.',
  cameraByHand: 'Lay the card inside the frame and take the photo when it is sharp.',
  cameraAuto: 'Take it by itself',
  cameraStarting: 'Starting the camera…',
  cameraShoot: 'Take the photo',
  cameraTorchOn: 'Light on',
  cameraTorchOff: 'Light off',
  cameraClose: 'Close the camera',
  cameraDenied:
    'The camera may not be used on this page. Allow it in the browser’s settings, or choose a photo instead.',
  cameraAbsent: 'No camera was found. Please choose a photo instead.',
  cameraBusy: 'The camera is used by another program. Close that, or choose a photo instead.',
} as const;
