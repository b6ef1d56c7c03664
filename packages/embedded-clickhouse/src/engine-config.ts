import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { MemoryPlan } from './memory-plan.ts';

/** A list repeats its tag. */
type XmlTree = { readonly [tag: string]: XmlValue };
type XmlValue = string | number | XmlTree | readonly string[];

export const CLIENT_USER = 'client';

/** The server configuration file. */
export function configXml(plan: MemoryPlan, usersFile: string): string {
  return toXml({
    users_config: usersFile,
    ...serverLimits(plan),
    // Seconds that a stop waits for running queries.
    shutdown_wait_unfinished: 5,
    // Relative to the data: where BACKUP … TO File('name.tar.gz') may write.
    backups: { allowed_path: 'backups' },
  });
}

/**
 * The users file. `clickhouse local` always signs its own session in as `default` without a password, so that name
 * cannot be protected by one; it is closed by allowing it one session, which the boot script holds as long as the
 * engine runs, and by rights that suffice for that script only. Everybody else is `client`, by the secret.
 */
export function usersXml(plan: MemoryPlan, secret: string): string {
  return toXml({
    profiles: {
      default: clientProfile(plan),
      boot: { max_sessions_for_user: 1, max_execution_time: 0, workload: 'boot' },
    },
    quotas: { default: {} },
    users: {
      default: {
        no_password: {},
        networks: { ip: '127.0.0.1' },
        quota: 'default',
        profile: 'boot',
        grants: { query: ['GRANT SYSTEM LISTEN, CREATE TEMPORARY TABLE ON *.*', 'GRANT READ ON FILE'] },
      },
      [CLIENT_USER]: {
        password_sha256_hex: createHash('sha256').update(secret).digest('hex'),
        networks: { ip: '::/0' },
        quota: 'default',
        profile: 'default',
        grants: {
          query: ['GRANT ALL ON *.* WITH GRANT OPTION', 'REVOKE READ, WRITE ON FILE', 'REVOKE TABLE ENGINE ON File'],
        },
      },
    },
  });
}

function serverLimits(plan: MemoryPlan): XmlTree {
  return {
    max_server_memory_usage: plan.serverBytes,
    max_server_memory_usage_to_ram_ratio: 1,
    merges_mutations_memory_usage_soft_limit: plan.mergeBytes,
    // The container's usage would count the processes beside this one as the engine's.
    memory_worker_use_cgroup: 0,
    // The limit counts pages that the allocator keeps for reuse: hand them back before they make queries fail.
    memory_worker_purge_total_memory_threshold_ratio: 0.6,
    memory_worker_purge_dirty_pages_threshold_ratio: 0.05,
    mark_cache_size: plan.markCacheBytes,
    index_mark_cache_size: plan.smallCacheBytes,
    primary_index_cache_size: plan.primaryIndexCacheBytes,
    query_condition_cache_size: plan.smallCacheBytes,
    compiled_expression_cache_size: plan.smallCacheBytes,
    parquet_metadata_cache_size: plan.smallCacheBytes,
    vector_similarity_index_cache_size: plan.smallCacheBytes,
    text_index_header_cache_size: plan.textIndexCacheBytes,
    text_index_tokens_cache_size: plan.textIndexCacheBytes,
    text_index_postings_cache_size: plan.textIndexCacheBytes,
    background_pool_size: threads(),
    // Nobody waits for a merge: on a busy machine inserts and reads come first.
    os_threads_nice_value_merge_mutate: 10,
    merge_tree: {
      // An acknowledged insert survives a power cut too; measured to cost 0-15 % of the insert rate.
      fsync_after_insert: 1,
      fsync_part_directory: 1,
      // Replaced parts leave the disk within seconds instead of half a minute and more: a deletion waits for that.
      cleanup_delay_period: 1,
      cleanup_delay_period_random_add: 0,
      max_cleanup_delay_period: 5,
    },
    max_connections: 512,
  };
}

function clientProfile(plan: MemoryPlan): XmlTree {
  return {
    max_threads: threads(),
    max_memory_usage: plan.queryBytes,
    max_bytes_before_external_group_by: plan.spillBytes,
    max_bytes_before_external_sort: plan.spillBytes,
    // An insert is acknowledged when its part is written, not when it is queued.
    async_insert: 0,
    wait_for_async_insert: 1,
    cancel_http_readonly_queries_on_client_close: 1,
    max_execution_time: 600,
    // Formatting in parallel holds several whole blocks per query, and gains a tenth of the time.
    output_format_parallel_formatting: 0,
    max_read_buffer_size: plan.readBufferBytes,
    min_insert_block_size_bytes: plan.insertBlockBytes,
    min_chunk_bytes_for_parallel_parsing: 2 * 1024 * 1024,
    // What `clickhouse local` sets differently from a server.
    implicit_select: 0,
    allow_introspection_functions: 0,
  };
}

function threads(): number {
  return Math.max(2, Math.min(8, availableParallelism()));
}

function toXml(tree: XmlTree): string {
  return `<clickhouse>${elements(tree)}</clickhouse>\n`;
}

function elements(tree: XmlTree): string {
  return Object.entries(tree)
    .flatMap(([tag, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) => `<${tag}>${content(one)}</${tag}>`),
    )
    .join('');
}

function content(value: string | number | XmlTree): string {
  return typeof value === 'object' ? elements(value) : escapeXml(String(value));
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
