/** As the package has it, which this workspace does not install. */
declare module 'onnxruntime-web' {
  export * from 'onnxruntime-common';
}
