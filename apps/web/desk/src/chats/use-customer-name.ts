import type { Snapshot } from '@rejoin/contracts';
import { usePersonText } from '../../../kit/language';
import { initialsOf } from '../../../kit/initials';
import { useDeskWords } from '../words/words';

/** Returns the customer's name, or a placeholder, isolated for use within a sentence. */
export function useCustomerName(snapshot: Snapshot): string {
  const words = useDeskWords();
  const person = usePersonText();
  const { name } = snapshot.customer;
  return name === null ? words.unknownCustomer : person(name);
}

/** Returns the props of an avatar; without a name the avatar shows an icon. */
export function nameOf({ customer }: Snapshot): { name?: string; initials?: string } {
  return customer.name === null ? {} : { name: customer.name, ...initialsOf(customer.name) };
}
