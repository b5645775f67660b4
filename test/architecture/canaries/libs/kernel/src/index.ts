import '../../contracts/src';

export const newId = () => 'id';
export const isDue = (deadline: string, now: string) => now >= deadline;
