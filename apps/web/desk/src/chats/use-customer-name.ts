import type { Snapshot } from '@rejoin/contracts';
import { usePersonText } from '../../../kit/language';
import { initialsOf } from '../../../kit/initials';
import { useDeskWords } from '../words/words';

/** What a customer is called, who need not have said a name; safe in the middle of a sentence. */
export function useCustomerName(snapshot: Snapshot): string {
  const words = useDeskWords();
  const person = usePersonText();
  const { name } = snapshot.customer;
  return name === null ? words.unknownCustomer : person(name);
}

/** For an avatar: without a name it shows a person. */
export function nameOf({ customer }: Snapshot): { name?: string; initials?: string } {
  return customer.name === null ? {} : { name: customer.name, ...initialsOf(customer.name) };
}
