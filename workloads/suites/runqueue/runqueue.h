// SPDX-License-Identifier: Apache-2.0
/*
 * A processor's run queue, and the classes that share it: real-time tasks
 * run before fair ones, and the idle task runs when there is nothing else.
 */
#ifndef RUNQUEUE_RUNQUEUE_H
#define RUNQUEUE_RUNQUEUE_H

#include "entity.h"
#include "list.h"

#define RT_NR_PRIO 64			/* 0 runs first */
#define RT_SLICE_TICKS 4
#define RT_PERIOD_NS UINT64_C(100000000)
#define RT_BUDGET_NS UINT64_C(95000000)	/* the rest is for the others */

#define ENQUEUE_WAKEUP 1u		/* it slept */
#define ENQUEUE_NEW 2u			/* it has not run in this class */

enum task_policy { POLICY_FAIR, POLICY_FIFO, POLICY_RR, POLICY_IDLE };

struct runqueue;
struct sched_ops;

struct task {
	struct entity se;
	struct list_node member;	/* in fair_queue.members */
	struct list_node rt_link;	/* in rt_queue.prio[] */
	const struct sched_ops *ops;
	struct runqueue *rq;		/* where it is, or was last; or NULL */
	uint64_t allowed;		/* bit n: may run on queue n */
	uint32_t id;
	enum task_policy policy;
	int nice;
	unsigned int rt_prio;
	unsigned int rt_ticks;		/* left of its slice */
	bool queued;			/* runnable */
};

struct fair_queue {
	struct rb_tree timeline;	/* all but curr */
	struct entity *curr;
	struct load_weight load;	/* of all, curr included */
	uint64_t min_vruntime;		/* never goes back */
	unsigned int nr;
	struct load_avg avg;
	struct list_node members;
};

struct rt_queue {
	uint64_t bitmap;		/* bit n: prio[n] is not empty */
	struct list_node prio[RT_NR_PRIO];
	unsigned int nr;
	uint64_t exec_start;
	uint64_t used;			/* ns of this period */
	uint64_t period_start;
	bool throttled;
};

struct runqueue {
	unsigned int id;
	unsigned int nr_running;
	bool need_resched;
	uint64_t clock;
	struct task *curr;
	struct fair_queue fair;
	struct rt_queue rt;
	struct task idle;
	uint64_t published_load;	/* other processors read it unlocked */
	uint64_t switches;
	uint64_t idle_ticks;
	uint64_t faults;		/* calls that make no sense */
};

/* A class; all hooks are set, and called with the clock up to date. */
struct sched_ops {
	const char *name;
	unsigned int rank;		/* 0 runs first */
	void (*enqueue)(struct runqueue *rq, struct task *task,
			unsigned int flags);
	void (*dequeue)(struct runqueue *rq, struct task *task);
	struct task *(*pick_next)(struct runqueue *rq);
	void (*put_prev)(struct runqueue *rq, struct task *task);
	bool (*tick)(struct runqueue *rq, struct task *curr);
	bool (*preempts)(struct runqueue *rq, struct task *curr,
			 struct task *woken);
	void (*yield)(struct runqueue *rq, struct task *curr);
};

extern const struct sched_ops fair_ops;
extern const struct sched_ops rt_ops;
extern const struct sched_ops idle_ops;

/* Makes an empty queue; id below 64. */
void rq_init(struct runqueue *rq, unsigned int id);

/* Makes a fair task of nice 0 that may run everywhere. */
void task_init(struct task *task, uint32_t id);

/* Changes the class of a task that is not queued; -EINVAL, -EBUSY. */
int task_set_fair(struct task *task, int nice);
int task_set_rt(struct task *task, enum task_policy policy, unsigned int prio);

/* Whether the task may run on that queue. */
bool task_allowed(const struct task *task, const struct runqueue *rq);

/* Moves the clock on; it never goes back. */
void rq_advance(struct runqueue *rq, uint64_t now);

/* Makes a task runnable; -EBUSY when it is, -EPERM when it may not be here. */
int rq_activate(struct runqueue *rq, struct task *task, unsigned int flags);

/* Makes a task not runnable; -ENOENT when it is not runnable here. */
int rq_deactivate(struct runqueue *rq, struct task *task);

/* Activates a sleeper, and sees whether it should run at once. */
int rq_wake(struct runqueue *rq, struct task *task, uint64_t now);

/* Chooses who runs from now on; never NULL. */
struct task *rq_schedule(struct runqueue *rq, uint64_t now);

/* The timer's interrupt; whether rq_schedule should be called. */
bool rq_tick(struct runqueue *rq, uint64_t now);

/* The running task gives way to the others of its class. */
void rq_yield(struct runqueue *rq, uint64_t now);

/* Changes the weight of a fair task, runnable or not; -EINVAL. */
int rq_set_nice(struct runqueue *rq, struct task *task, int nice);

/* The load others last saw of the queue. */
uint64_t rq_published_load(const struct runqueue *rq);

/* Fills in the ids of the runnable tasks, in the order the classes keep
 * them, at most max; how many there are. */
unsigned int rq_snapshot(const struct runqueue *rq, uint32_t *ids,
			 unsigned int max);

/* Changes a queued fair task's weight. */
void fair_reweight(struct runqueue *rq, struct task *task, int nice);

/* Virtual ns between the first and the last task of the timeline. */
uint64_t fair_spread(const struct runqueue *rq);

/* Starts a new period of real-time budget when one is due; whether that lets
 * throttled tasks run. */
bool rt_refill(struct runqueue *rq);

/* Tasks queued at the priority that has most. */
unsigned int rt_longest(const struct runqueue *rq);

#endif
