import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { useToasts } from './toasts';

/** A button's action that changes something on the server. A toast says why it failed. */
export function useAction<Input = void, Result = unknown>(
  act: (input: Input) => Promise<Result>,
  onSuccess?: (result: Result, input: Input) => void,
): UseMutationResult<Result, Error, Input> {
  const { failed } = useToasts();
  return useMutation({
    mutationFn: act,
    ...(onSuccess && { onSuccess }),
    onError: (error) => {
      failed(error);
    },
  });
}
