export default function sloppy(given: any): string {
  Promise.resolve(given);
  return given!.name;
}
