export function number(value: number): string {
  return value.toLocaleString("en");
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}
