export function serve(methods: Record<string, (argument: never) => unknown>): void;
