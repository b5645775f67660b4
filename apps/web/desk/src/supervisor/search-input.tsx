import { SearchBox } from '@fluentui/react-components';
import { pageLimits } from '@rejoin/contracts/plain';
import { useEffect, useState } from 'react';

interface Props {
  readonly label: string;
  /** The text of the current query. */
  readonly value: string;
  readonly className?: string;
  onSearch(text: string): void;
}

const pauseMs = 300;

/** A search that the server executes, when the person has stopped typing. */
export function SearchInput({ label, value, className, onSearch }: Props) {
  const [input, setInput] = useState(value);
  const [previous, setPrevious] = useState(value);
  if (previous !== value) {
    // Another component has reset the search.
    setPrevious(value);
    if (value === '') setInput('');
  }
  useEffect(() => {
    if (input === value) return;
    const timer = setTimeout(() => {
      onSearch(input);
    }, pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [input, value, onSearch]);
  return (
    <SearchBox
      size="small"
      {...(className === undefined ? {} : { className })}
      aria-label={label}
      placeholder={label}
      maxLength={pageLimits.supervisorSearchUnits}
      value={input}
      onChange={(_, data) => {
        setInput(data.value);
      }}
    />
  );
}
