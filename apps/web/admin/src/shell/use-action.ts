import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { useToasts } from '../../../kit/toasts';

/** A button's action that changes something on the server. A toast says why it failed. */
export function useAction<Input, Result>(
  act: (input: Input) => Promise<Result>,
  onSuccess: (result: Result) => void,
): UseMutationResult<Result, Error, Input> {
  const { failed } = useToasts();
  return useMutation({
    mutationFn: act,
    onSuccess,
    onError: (error) => {
      failed(error);
    },
  });
}
