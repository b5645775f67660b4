import type { Snapshot } from '@rejoin/contracts';
import { initialsOf } from '../../../kit/initials';
import { useDeskWords } from '../words/words';

/** What a customer is called, who need not have said a name. */
export function useCustomerName(snapshot: Snapshot): string {
  const words = useDeskWords();
  return snapshot.customer.name ?? words.unknownCustomer;
}

/** For an avatar: without a name it shows a person. */
export function nameOf({ customer }: Snapshot): { name?: string; initials?: string } {
  return customer.name === null ? {} : { name: customer.name, ...initialsOf(customer.name) };
}
