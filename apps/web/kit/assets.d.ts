/** The address of the file in the build. */
declare module '*.svg' {
  const address: string;
  // eslint-disable-next-line no-restricted-syntax -- this is how the build exports an address
  export default address;
}
